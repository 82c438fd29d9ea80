import { useMemo } from "react";
import { useLanguage } from "../language/language";
import places from "../map/places.json";
import { Field } from "./form";
import { bound, type Props } from "./inputs";

const codes = Object.keys(places).filter((code) => code.length === 2);

/** The countries by their names in the reader's language. */
export function useCountries(): { code: string; name: string }[] {
  const { formats } = useLanguage();
  return useMemo(
    () =>
      codes
        .map((code) => ({ code, name: formats.country(code) }))
        .sort((a, b) => a.name.localeCompare(b.name, formats.locale)),
    [formats],
  );
}

/** A country; none says what it means where none is chosen. */
export function CountryField<Values>(props: Props<Values> & { none: string }) {
  const { form, name, label, hint, none, fault = form.faultOf(name) } = props;
  const { value, set } = bound(props);
  const countries = useCountries();
  const others = [value].filter((code) => code && !codes.includes(code));
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(attributes) => (
        <select {...attributes} className="input" value={value} onChange={(e) => set(e.target.value)}>
          <option value="">{none}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
          {others.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
