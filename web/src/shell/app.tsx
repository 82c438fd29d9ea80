import { Suspense } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { useAhead, useQuery } from "../graphql/use-query";
import Overview from "../overview/overview";
import { Overview as OverviewOf } from "../overview/overview.gen";
import { askedOf } from "../overview/use-frames";
import { Refused, Skeleton } from "../parts/refused";
import { StatusPatterns } from "../parts/status";
import { today } from "../time/day";
import { useAddress } from "./address";
import { Bar } from "./bar";
import { Boundary } from "./boundary";
import { useHadOverview } from "./had-overview";
import { KnownBanner, useKnown } from "./known";
import { NotAllowed } from "./not-allowed";
import { NotFound } from "./not-found";
import { page } from "./not-loaded";
import { homeOf, opens } from "./roles";
import type { SentBack } from "./sent-back";
import { SignIn, useSignIn } from "./sign-in";
import { type Viewer, ViewerContext } from "./viewer";
import { Viewer as ViewerOf } from "./viewer.gen";
import "./shell.css";

/** The pages by their paths; pages.json has the same list for the server. */
const pages = {
  "/": Overview,
  "/flags": page(() => import("../flags/flags")),
  "/flows": page(() => import("../lists/flows")),
  "/flows/:id": page(() => import("../flow/flow")),
  "/organizations": page(() => import("../lists/organizations")),
  "/organizations/:id": page(() => import("../record/organization")),
  "/agreements": page(() => import("../lists/agreements")),
  "/agreements/:id": page(() => import("../record/agreement")),
  "/certifications": page(() => import("../lists/certifications")),
  "/certifications/:id": page(() => import("../record/certification")),
  "/approvals": page(() => import("../lists/approvals")),
  "/approvals/:id": page(() => import("../record/approval")),
  "/assessments": page(() => import("../lists/assessments")),
  "/assessments/:id": page(() => import("../record/assessment")),
  "/dpa": page(() => import("../dpa/dpa")),
  "/what-if": page(() => import("../whatif/what-if")),
  "/deadlines": page(() => import("../deadlines/deadlines")),
  "/import": page(() => import("../import/import")),
  "/law": page(() => import("../law/law")),
  "/law/:id": page(() => import("../law/instrument")),
  "/log": page(() => import("../log/log")),
  "/tokens": page(() => import("../tokens/tokens")),
  "/graphiql": page(() => import("../graphiql/graphiql")),
};

export const paths = Object.keys(pages);

const nothing = {};

/** The whole: a bar above, one page under it, or the sign-in in its place. */
export function App({ sentBack }: { sentBack: SentBack | undefined }) {
  const signIn = useSignIn(sentBack);
  const { data, refusal, again } = useQuery(ViewerOf, nothing);
  const known = useKnown();
  const [path] = useLocation();
  const { on } = useAddress();
  const viewer = data?.viewer;
  const hadOverview = useHadOverview(viewer);
  useAhead(OverviewOf, hadOverview && path === "/" ? askedOf(today(), on) : null);
  const awaited = signIn.wanted || !refusal;
  return (
    <>
      <svg width="0" height="0" className="unseen" aria-hidden="true">
        <StatusPatterns />
      </svg>
      {signIn.wanted && <SignIn {...signIn} typed={viewer !== undefined} />}
      <Bar viewer={viewer} />
      <KnownBanner viewer={viewer} />
      {viewer ? (
        <Pages key={known?.moment ?? ""} viewer={viewer} />
      ) : awaited ? (
        <Awaited />
      ) : (
        <Refused refusal={refusal} again={again} />
      )}
    </>
  );
}

const Awaited = () => (
  <main className="page">
    <Skeleton />
  </main>
);

/** The page of the address, where the role of who looks at it has that page. */
function Pages({ viewer }: { viewer: Viewer }) {
  const [path] = useLocation();
  const search = useSearch();
  return (
    <ViewerContext value={viewer}>
      <Boundary address={`${path}?${search}`}>
        <Suspense fallback={<Awaited />}>
          <Switch>
            {Object.entries(pages).map(([path, PageAt]) => (
              <Route key={path} path={path}>
                {opens(viewer, path) ? (
                  <PageAt />
                ) : path === "/" ? (
                  <Redirect to={homeOf(viewer)} replace />
                ) : (
                  <NotAllowed />
                )}
              </Route>
            ))}
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Suspense>
      </Boundary>
    </ViewerContext>
  );
}
