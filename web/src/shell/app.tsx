import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import Overview from "../overview/overview";
import { Skeleton } from "../parts/refused";
import { StatusPatterns } from "../parts/status";
import { Bar } from "./bar";
import { NotFound } from "./not-found";
import { SignIn, useSignIn } from "./sign-in";
import "./shell.css";

/** The pages by their paths; pages.json has the same list for the server. */
const pages = {
  "/": Overview,
  "/flags": lazy(() => import("../flags/flags")),
  "/flows/:id": lazy(() => import("../flow/flow")),
  "/organizations/:id": lazy(() => import("../record/organization")),
  "/agreements/:id": lazy(() => import("../record/agreement")),
  "/certifications/:id": lazy(() => import("../record/certification")),
  "/dpa": lazy(() => import("../dpa/dpa")),
  "/what-if": lazy(() => import("../whatif/what-if")),
  "/deadlines": lazy(() => import("../deadlines/deadlines")),
  "/law": lazy(() => import("../law/law")),
  "/law/:id": lazy(() => import("../law/instrument")),
  "/log": lazy(() => import("../log/log")),
  "/graphiql": lazy(() => import("../graphiql/graphiql")),
};

export const paths = Object.keys(pages);

/** The whole: a bar above, one page under it, or the sign-in in its place. */
export function App() {
  const signIn = useSignIn();
  return (
    <>
      <svg width="0" height="0" className="unseen" aria-hidden="true">
        <StatusPatterns />
      </svg>
      {signIn.wanted && <SignIn {...signIn} />}
      <Bar />
      <Suspense
        fallback={
          <main className="page">
            <Skeleton />
          </main>
        }
      >
        <Switch>
          {Object.entries(pages).map(([path, PageAt]) => (
            <Route key={path} path={path}>
              <PageAt />
            </Route>
          ))}
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </>
  );
}
