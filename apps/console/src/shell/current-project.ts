import { useEffect } from "react";
import { useLocation } from "wouter";
import { useMe } from "../session/me.ts";

const lastKey = "leasehold.project";

/** The id of the project in the address; on a page of the whole service the one that was open last, or the first. */
export function useCurrentProject(): string | undefined {
  const [location] = useLocation();
  const me = useMe();
  const [, inAddress] = /^\/projects\/([^/]+)/.exec(location) ?? [];
  const named = inAddress === undefined ? undefined : decodeURIComponent(inAddress);
  useEffect(() => {
    if (named !== undefined) sessionStorage.setItem(lastKey, named);
  }, [named]);
  if (named !== undefined) return named;
  const projects = me.data?.projects ?? [];
  const last = sessionStorage.getItem(lastKey);
  return last !== null &&
    (me.data?.administrator === true || projects.some(({ id }) => id === last))
    ? last
    : projects[0]?.id;
}
