import { lazy, Suspense } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { useQuery } from "../graphql/use-query";
import Overview from "../overview/overview";
import { Refused, Skeleton } from "../parts/refused";
import { StatusPatterns } from "../parts/status";
import { Bar } from "./bar";
import { Boundary } from "./boundary";
import { NotAllowed } from "./not-allowed";
import { NotFound } from "./not-found";
import { homeOf, opens } from "./roles";
import { SignIn, useSignIn } from "./sign-in";
import { type Viewer, ViewerContext } from "./viewer";
import { Viewer as ViewerOf } from "./viewer.gen";
import "./shell.css";

/** The pages by their paths; pages.json has the same list for the server. */
const pages = {
  "/": Overview,
  "/flags": lazy(() => import("../flags/flags")),
  "/flows": lazy(() => import("../lists/flows")),
  "/flows/:id": lazy(() => import("../flow/flow")),
  "/organizations": lazy(() => import("../lists/organizations")),
  "/organizations/:id": lazy(() => import("../record/organization")),
  "/agreements": lazy(() => import("../lists/agreements")),
  "/agreements/:id": lazy(() => import("../record/agreement")),
  "/certifications": lazy(() => import("../lists/certifications")),
  "/certifications/:id": lazy(() => import("../record/certification")),
  "/approvals": lazy(() => import("../lists/approvals")),
  "/approvals/:id": lazy(() => import("../record/approval")),
  "/assessments": lazy(() => import("../lists/assessments")),
  "/assessments/:id": lazy(() => import("../record/assessment")),
  "/dpa": lazy(() => import("../dpa/dpa")),
  "/what-if": lazy(() => import("../whatif/what-if")),
  "/deadlines": lazy(() => import("../deadlines/deadlines")),
  "/import": lazy(() => import("../import/import")),
  "/law": lazy(() => import("../law/law")),
  "/law/:id": lazy(() => import("../law/instrument")),
  "/log": lazy(() => import("../log/log")),
  "/tokens": lazy(() => import("../tokens/tokens")),
  "/graphiql": lazy(() => import("../graphiql/graphiql")),
};

export const paths = Object.keys(pages);

const nothing = {};

/** The whole: a bar above, one page under it, or the sign-in in its place. */
export function App() {
  const signIn = useSignIn();
  const { data, refusal, again } = useQuery(ViewerOf, nothing);
  const viewer = data?.viewer;
  const awaited = signIn.wanted || !refusal;
  return (
    <>
      <svg width="0" height="0" className="unseen" aria-hidden="true">
        <StatusPatterns />
      </svg>
      {signIn.wanted && <SignIn {...signIn} />}
      <Bar viewer={viewer} />
      {viewer ? (
        <Pages viewer={viewer} />
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
