import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useId, useState } from "react";
import { useLocation } from "wouter";
import { useQueues } from "../api/project-lists.ts";
import { projectPanes, servicePanes } from "../panes/pane-list.ts";
import { useMe } from "../session/me.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useCurrentProject } from "./current-project.ts";
import classes from "./palette-dialog.module.css";

const shownMax = 12;

interface Place {
  path: string;
  title: string;
  kind: string;
}

/** A field, and the places whose names hold what is typed. */
export function PaletteDialog({ onClose }: { onClose: () => void }) {
  const places = usePlaces();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [, navigate] = useLocation();
  const listId = useId();
  const wanted = text.trim().toLowerCase();
  const shown = places
    .filter(({ title }) => title.toLowerCase().includes(wanted))
    .slice(0, shownMax);
  const go = (place: Place | undefined): void => {
    if (place === undefined) return;
    onClose();
    navigate(place.path);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen((before) => (before + step + shown.length) % Math.max(1, shown.length));
    }
    if (event.key === "Enter") go(shown[chosen]);
  };
  return (
    <Dialog opened onClose={onClose} title="Go to">
      <TextInput
        aria-label="Pane, project or queue"
        placeholder="Pane, project or queue"
        value={text}
        data-autofocus
        autoComplete="off"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={shown[chosen] === undefined ? undefined : `${listId}-${chosen}`}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={listId} aria-label="Places" className={classes["list"]}>
        {shown.map((place, index) => (
          <div
            key={place.path}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={classes["place"]}
            onClick={() => go(place)}
            onKeyDown={onKeyDown}
          >
            <span>{place.title}</span>
            <span className={classes["kind"]}>{place.kind}</span>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function usePlaces(): Place[] {
  const me = useMe();
  const project = useCurrentProject();
  const queues = useQueues(project);
  const inProject = (path: string): string => `/projects/${project ?? ""}${path}`;
  return [
    ...(project === undefined ? [] : projectPanes).map(({ path, title }) => ({
      path: inProject(path),
      title,
      kind: "Pane",
    })),
    ...servicePanes
      .filter(({ administrators }) => !administrators || me.data?.administrator)
      .map(({ path, title }) => ({ path, title, kind: "Pane" })),
    ...(queues.data ?? []).map(({ name = "" }) => ({
      path: inProject(`/queues/${name}`),
      title: name,
      kind: "Queue",
    })),
    ...(me.data?.projects ?? []).map(({ id = "", name = id }) => ({
      path: `/projects/${id}`,
      title: name,
      kind: "Project",
    })),
  ];
}
