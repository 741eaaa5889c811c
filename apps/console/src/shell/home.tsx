import { Redirect } from "wouter";
import { Bars } from "../ui/loaded.tsx";
import { Failure } from "../ui/failure.tsx";
import { useMe } from "../session/me.ts";
import { useCurrentProject } from "./current-project.ts";

/** Leads to the project that was open last, or to the list where there is none yet. */
export function Home() {
  const me = useMe();
  const project = useCurrentProject();
  if (me.isError) return <Failure error={me.error} onRetry={me.refetch} />;
  if (me.data === undefined) return <Bars />;
  return <Redirect to={project === undefined ? "/projects" : `/projects/${project}`} />;
}
