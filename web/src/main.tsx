import "@fontsource-variable/inter/wght.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/status.css";
import "./style/records.css";
import "./style/form.css";
import "./style/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { LanguageOfReader } from "./language/language";
import { App } from "./shell/app";
import { KeptMoment } from "./shell/kept-moment";
import { readSentBack } from "./shell/sent-back";

const sentBack = readSentBack();
const place = document.getElementById("page");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <LanguageOfReader>
        <KeptMoment>
          <App sentBack={sentBack} />
        </KeptMoment>
      </LanguageOfReader>
    </StrictMode>,
  );
}
