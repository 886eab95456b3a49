import { ChoiceField } from "./field";
import { usePlatform } from "../queries";

type Choice = { value: string; error?: string; onChange: (value: string) => void };

type PlatformFieldsProps = { buildSize: Choice; storageRegion: Choice };

/** What only some platforms offer: machines of several sizes, several regions. Nothing where there is no choice. */
export function PlatformFields({ buildSize, storageRegion }: PlatformFieldsProps) {
  const { buildSizes = [], storageRegions = [] } = usePlatform().data ?? {};
  if (buildSizes.length < 2 && storageRegions.length < 2) {
    return null;
  }
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {storageRegions.length > 1 && (
        <ChoiceField
          {...storageRegion}
          name="storageRegion"
          label="Stored in"
          value={storageRegion.value || (storageRegions[0] ?? "")}
          choices={storageRegions.map((region) => [region, region])}
          hint="Cannot be changed later."
        />
      )}
      {buildSizes.length > 1 && (
        <ChoiceField
          {...buildSize}
          name="buildSize"
          label="Build machine"
          choices={[["", "Default"], ...buildSizes.map((size): [string, string] => [size, size])]}
        />
      )}
    </div>
  );
}
