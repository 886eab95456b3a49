package dev.fairlead.buildtask.detect;

import dev.fairlead.site.NotFoundHandling;
import java.util.List;

/**
 * What is known of a framework.
 *
 * @param name display name
 * @param packageName the npm package that gives it away
 * @param buildCommand run where {@code package.json} has no {@code build} script
 * @param outputs folders the build may write, the likeliest first
 * @param notFound how its sites answer unknown paths if nothing in the output says otherwise
 */
record Preset(
    String name,
    String packageName,
    String buildCommand,
    List<String> outputs,
    NotFoundHandling notFound) {}
