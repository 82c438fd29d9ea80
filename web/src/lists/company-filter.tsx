import { useState } from "react";
import { useLanguage } from "../language/language";
import { Finder } from "../parts/finder";
import { useCompanies } from "../record/finders";
import { useAddress } from "../shell/address";

/** Narrows a list to what names a company, which is found by its name. */
export function CompanyFilter({ name }: { name: string }) {
  const { words } = useLanguage();
  const { set } = useAddress();
  const [text, setText] = useState("");
  return (
    <Finder
      attributes={{ "aria-label": words.lists.company }}
      placeholder={words.lists.company}
      text={text}
      useFound={useCompanies}
      type={setText}
      choose={({ key }) => {
        setText("");
        set({ [name]: key, after: null });
      }}
    />
  );
}
