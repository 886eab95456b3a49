package dev.fairlead.buildtask.detect;

import static dev.fairlead.site.NotFoundHandling.NONE;
import static dev.fairlead.site.NotFoundHandling.NOT_FOUND_PAGE;
import static dev.fairlead.site.NotFoundHandling.SINGLE_PAGE_APPLICATION;

import java.util.List;

/** The frameworks that are known by name. A wrapper stands before what it wraps. */
final class Presets {
  static final String NEXT = "next";
  static final String ANGULAR = "@angular/cli";
  static final String SVELTE_KIT = "@sveltejs/kit";

  static final List<Preset> ALL =
      List.of(
          new Preset("Next.js", NEXT, "next build", List.of("out"), NOT_FOUND_PAGE),
          new Preset(
              "Nuxt", "nuxt", "nuxt generate", List.of(".output/public", "dist"), NOT_FOUND_PAGE),
          new Preset("Astro", "astro", "astro build", List.of("dist"), NOT_FOUND_PAGE),
          new Preset("SvelteKit", SVELTE_KIT, "vite build", List.of("build"), NOT_FOUND_PAGE),
          new Preset("Gatsby", "gatsby", "gatsby build", List.of("public"), NOT_FOUND_PAGE),
          new Preset(
              "Docusaurus",
              "@docusaurus/core",
              "docusaurus build",
              List.of("build"),
              NOT_FOUND_PAGE),
          new Preset(
              "VitePress",
              "vitepress",
              "vitepress build",
              List.of(".vitepress/dist", "docs/.vitepress/dist"),
              NOT_FOUND_PAGE),
          new Preset("Eleventy", "@11ty/eleventy", "eleventy", List.of("_site"), NONE),
          new Preset("Angular", ANGULAR, "ng build", List.of("dist"), SINGLE_PAGE_APPLICATION),
          new Preset(
              "Create React App",
              "react-scripts",
              "react-scripts build",
              List.of("build"),
              SINGLE_PAGE_APPLICATION),
          new Preset("Vite", "vite", "vite build", List.of("dist"), SINGLE_PAGE_APPLICATION),
          new Preset("Parcel", "parcel", "parcel build", List.of("dist"), SINGLE_PAGE_APPLICATION));

  /** Folders that a build script of an unknown kind may have written. */
  static final List<String> USUAL_OUTPUTS = List.of("dist", "build", "out", "public", "_site");

  /** Folders that may hold a finished site. */
  static final List<String> PLAIN_FOLDERS = List.of("public", "dist", "site", "docs");

  private Presets() {}
}
