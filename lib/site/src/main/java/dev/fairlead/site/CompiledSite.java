package dev.fairlead.site;

/** What of a deployment decides its answers, made ready for requests. */
record CompiledSite(
    SiteIndex files,
    HtmlAddresses addresses,
    NotFoundHandling notFound,
    RedirectTable forced,
    RedirectTable unforced,
    HeaderTable headers) {

  static CompiledSite of(Manifest manifest, SiteIndex files) {
    return new CompiledSite(
        files,
        new HtmlAddresses(files::find, manifest.htmlHandling()),
        manifest.notFound(),
        new RedirectTable(manifest.rules().redirects(), true),
        new RedirectTable(manifest.rules().redirects(), false),
        new HeaderTable(manifest.rules().headers()));
  }
}
