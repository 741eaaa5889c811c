import { useLocation } from "wouter";
import { useMe } from "../session/me.ts";
import { useCurrentProject } from "./current-project.ts";
import classes from "./project-switch.module.css";

const all = "";

/** Chooses the project; the pane stays the same. */
export function ProjectSwitch() {
  const me = useMe();
  const project = useCurrentProject();
  const [location, navigate] = useLocation();
  if (project === undefined) return null;
  const projects = me.data?.projects ?? [];
  const choose = (id: string): void => {
    if (id === all) return navigate("/projects");
    const [, pane = ""] = /^\/projects\/[^/]+(\/[^/]+)?/.exec(location) ?? [];
    return navigate(`/projects/${encodeURIComponent(id)}${pane}`);
  };
  return (
    <select
      aria-label="Project"
      className={classes["select"]}
      value={project}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {!projects.some(({ id }) => id === project) && <option value={project}>{project}</option>}
      {projects.map(({ id = "", name = id }) => (
        <option key={id} value={id}>
          {name === id ? id : `${name} (${id})`}
        </option>
      ))}
      <option value={all}>All projects</option>
    </select>
  );
}
