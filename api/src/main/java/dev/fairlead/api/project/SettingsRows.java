package dev.fairlead.api.project;

import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.NotFoundHandling;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How the settings of a project or a deployment are read from their row. */
public final class SettingsRows {
  private SettingsRows() {}

  public static BuildSettings settings(ResultSet row) throws SQLException {
    @Nullable String html = row.getString("html_handling");
    @Nullable String notFound = row.getString("not_found");
    return new BuildSettings(
        row.getString("root_directory"),
        row.getString("install_command"),
        row.getString("build_command"),
        row.getString("output_directory"),
        html == null ? null : HtmlHandling.ofWireName(html),
        notFound == null ? null : NotFoundHandling.ofWireName(notFound));
  }
}
