package dev.fairlead.api.dashboard;

/** Ends a request for a page that does not exist with the page that says so. */
final class MissingPageException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient DashboardFile page;

  MissingPageException(DashboardFile page) {
    super(null, null, false, false);
    this.page = page;
  }

  DashboardFile page() {
    return page;
  }
}
