import type { Operation } from "../graphql/client";
import type { AccessRole } from "../graphql/schema.gen";
import {
  Customers,
  CustomersForSales,
  type CustomersForSalesQueryAnswer,
  type CustomersQueryAnswer,
} from "./dpa.gen";

type ForSales = CustomersForSalesQueryAnswer["customers"]["nodes"][number];
type ForReaders = CustomersQueryAnswer["customers"]["nodes"][number];
type Told<Lean, Full> = Lean & Partial<Full>;
type AgreementTold = Told<
  NonNullable<ForSales["dpa"]["agreement"]>,
  Omit<NonNullable<ForReaders["dpa"]["agreement"]>, "document">
>;

/** A customer with the answer about its agreement; what sales is not told is optional. */
export interface Customer extends Omit<ForSales, "dpa"> {
  dpa: Omit<ForSales["dpa"], "agreement"> & { incomplete?: boolean; agreement: Agreement | null };
}

type Agreement = Omit<AgreementTold, "document"> & {
  document: { url: string; name: string; erased?: boolean } | null;
};

type Asked = Operation<
  { customers: { totalCount: number; nodes: Customer[] } },
  { search: string; on: string }
>;

/** The question about customers, as a role may ask it. */
export const customersFor = (role: AccessRole): Asked => (role === "SALES" ? CustomersForSales : Customers);
