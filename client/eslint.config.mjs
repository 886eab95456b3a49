import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";
import { readdirSync } from "node:fs";

const features = readdirSync(new URL("./src/features", import.meta.url));

/** A feature knows nothing of another one; the routes in `src/app` put features together. */
const featureBorders = features.map((feature) => ({
  target: `./src/features/${feature}`,
  from: "./src/features",
  except: [`./${feature}`],
  message: "A feature must not import from another one: compose them in src/app.",
}));

/** What everyone uses knows nothing of those who use it. */
const layers = [
  { target: "./src/lib", from: ["./src/features", "./src/components", "./src/app"] },
  { target: "./src/components", from: ["./src/features", "./src/app"] },
  { target: "./src/features", from: "./src/app" },
];

const config = [
  ...nextVitals,
  ...nextTypescript,
  {
    rules: {
      "import/no-restricted-paths": ["error", { zones: [...featureBorders, ...layers] }],
      "@typescript-eslint/no-explicit-any": "error",
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/lib/api/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Only src/lib/api talks to the api." },
        { name: "WebSocket", message: "Only src/lib/api talks to the api." },
      ],
    },
  },
  { ignores: [".next/**", "out/**", "next-env.d.ts", "src/lib/api/schema.ts"] },
];

export default config;
