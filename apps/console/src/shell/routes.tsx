import { Suspense } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { projectPanes, queuePage as QueuePage, servicePanes } from "../panes/pane-list.ts";
import { Bars } from "../ui/loaded.tsx";
import { Home } from "./home.tsx";
import { NotFound } from "./not-found.tsx";
import { PaneBoundary } from "./pane-boundary.tsx";
import { ProjectProvider } from "./project.ts";

/** Which pane an address shows. */
export function Routes() {
  const [place] = useLocation();
  return (
    <PaneBoundary place={place}>
      <Suspense fallback={<Bars lines={6} />}>
        <Switch>
          <Route path="/" component={Home} />
          {servicePanes.map(({ path, component }) => (
            <Route key={path} path={path} component={component} />
          ))}
          <Route path="/projects/:project" nest>
            {({ project }) => (
              <ProjectProvider value={project}>
                <ProjectRoutes key={project} />
              </ProjectProvider>
            )}
          </Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </PaneBoundary>
  );
}

function ProjectRoutes() {
  return (
    <Switch>
      {projectPanes.map(({ path, component }) => (
        <Route key={path} path={path === "" ? "/" : path} component={component} />
      ))}
      <Route path="/queues/:queue/:tab?" component={QueuePage} />
      <Route>
        <Redirect to="/" />
      </Route>
    </Switch>
  );
}
