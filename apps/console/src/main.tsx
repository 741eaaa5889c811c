import "./theme/styles.ts";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { shareStyleNonce } from "./theme/style-nonce.ts";

const place = document.getElementById("console");
if (place === null) throw new Error("The page has no place for the console.");
shareStyleNonce();
createRoot(place).render(<App />);
