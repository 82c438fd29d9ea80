import { useState } from "react";
import { useLanguage } from "../language/language";
import { Finder } from "../parts/finder";
import { useCompanies, useNameOf } from "../record/finders";

/** A company, found by its name or its key. */
export function CompanyField({ value, choose }: { value: string; choose: (key: string) => void }) {
  const { words } = useLanguage();
  const [typed, setTyped] = useState<string>();
  const name = useNameOf(value);
  const label = words.whatIf.subject.organization;
  return (
    <Finder
      attributes={{ "aria-label": label }}
      placeholder={label}
      text={typed ?? name}
      useFound={useCompanies}
      type={(text) => {
        setTyped(text);
        if (text.trim() === "") choose("");
      }}
      choose={({ key }) => {
        setTyped(undefined);
        choose(key);
      }}
    />
  );
}
