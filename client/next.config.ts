import type { NextConfig } from "next";

const config: NextConfig = {
  // The api serves the files; there is no Node server.
  output: "export",
  trailingSlash: true,
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
};

export default config;
