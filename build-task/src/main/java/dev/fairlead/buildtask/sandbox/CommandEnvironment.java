package dev.fairlead.buildtask.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables that a sandbox itself sets for the user's commands.
 *
 * @param path where commands look for programs
 * @param home their home folder, as they see it
 * @param cache where package managers keep what they have downloaded, as commands see it
 * @param proxy address of the way out
 */
record CommandEnvironment(String path, String home, String cache, String proxy) {
  private static final String LOOPBACK = "localhost,127.0.0.1,::1";

  /** All variables of a command: its own, and over them the sandbox's. */
  Map<String, String> around(Map<String, String> ofCommand) {
    Map<String, String> all = new TreeMap<>(ofCommand);
    // Else programs, Java among them, read and write nothing beyond ASCII.
    all.putIfAbsent("LANG", "C.UTF-8");
    all.put("PATH", path);
    all.put("HOME", home);
    all.put("USER", "build");
    all.put("SHELL", "/bin/sh");
    all.put("npm_config_cache", cache + "/npm");
    all.put("npm_config_proxy", proxy);
    all.put("npm_config_https_proxy", proxy);
    all.put("NODE_USE_ENV_PROXY", "1");
    for (String name : List.of("http_proxy", "https_proxy", "all_proxy")) {
      all.put(name, proxy);
      all.put(name.toUpperCase(Locale.ROOT), proxy);
    }
    all.put("no_proxy", LOOPBACK);
    all.put("NO_PROXY", LOOPBACK);
    return all;
  }
}
