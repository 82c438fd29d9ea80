import { Link } from "wouter";
import { ask } from "../graphql/client";
import { useLanguage } from "../language/language";
import { Fact, FactList } from "../parts/facts";
import { Acts } from "../record/acts";
import { EndForm } from "../record/end-form";
import { EndFlow } from "../record/flow-commands.gen";
import { FlowForm } from "../record/flow-form";
import { useLastActs } from "../record/last-acts";
import { onDay, useAddress } from "../shell/address";
import type { FlowPageQueryAnswer } from "./flow.gen";

/** What the registry was told of a flow. */
export function Facts({ of }: { of: NonNullable<FlowPageQueryAnswer["flow"]> }) {
  const { words, formats } = useLanguage();
  const lastActs = useLastActs();
  const { on } = useAddress();
  return (
    <section className="card" aria-labelledby="facts-name">
      <h2 id="facts-name">{words.flow.facts}</h2>
      <FactList>
        <Fact name={words.flow.customer}>
          {of.customer && (
            <Link href={onDay(`/organizations/${encodeURIComponent(of.customer.externalId)}`, on)}>
              {of.customer.name}
            </Link>
          )}
        </Fact>
        <Fact name={words.flow.roles}>
          {words.map.route(words.role[of.exporterRole], words.role[of.importerRole])}
        </Fact>
        <Fact name={words.flow.origin}>{formats.country(of.origin)}</Fact>
        <Fact name={words.flow.destination}>{formats.country(of.destination)}</Fact>
        <Fact name={words.flow.data}>{formats.list(of.data.map((one) => words.category[one]))}</Fact>
        <Fact name={words.flow.purpose}>{of.purpose}</Fact>
        <Fact name={words.flow.product}>{of.product}</Fact>
        <Fact name={words.flow.means}>{words.means[of.means]}</Fact>
        <Fact name={words.flow.runs}>
          {words.general.period(of.startsOn, null) + (of.endedOn ? `, ${words.flow.ended(of.endedOn)}` : "")}
        </Fact>
        <Fact name={words.flow.declared}>
          {of.declaredBasis && <span className="code">{of.declaredBasis}</span>}
        </Fact>
      </FactList>
      <Acts
        of={[
          { name: words.evidence.amend, form: (close) => <FlowForm of={of} done={close} /> },
          !of.endedOn && {
            name: words.evidence.end,
            form: (close) => (
              <EndForm
                of={of}
                field="endedOn"
                label={words.evidence.endedOn}
                action={words.evidence.end}
                send={({ day, reason }, { as, opened, signal }) =>
                  ask(EndFlow, { id: of.externalId, day, version: opened.version, reason, ...as }, signal)
                }
                done={close}
              />
            ),
          },
          ...lastActs("FLOW", of, "/flows"),
        ]}
      />
    </section>
  );
}
