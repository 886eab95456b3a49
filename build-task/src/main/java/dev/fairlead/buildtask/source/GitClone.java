package dev.fairlead.buildtask.source;

import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.network.HostPolicy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** Checks out one commit of a git repository, and fetches little more than that. */
final class GitClone {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final String TARGET_REF = "refs/fairlead/commit";
  private static final int WHOLE_HISTORY = 0;
  private static final int MESSAGE_LENGTH = 200;

  private final BuildSource.Git source;
  private final HostPolicy hosts;
  private final long maxBytes;
  private final LogWriter log;
  private final StopSignal stop;
  private final GitProblems problems;

  GitClone(
      BuildSource.Git source, HostPolicy hosts, long maxBytes, LogWriter log, StopSignal stop) {
    this.source = source;
    this.hosts = hosts;
    this.maxBytes = maxBytes;
    this.log = log;
    this.stop = stop;
    this.problems = new GitProblems(source.url());
  }

  /** Clones into an empty folder; the repository's own folder stays in it as {@code .git}. */
  Checkout into(Path directory) throws BuildFailedException, StoppedException {
    PinnedConnections.pinResolutions();
    PlainSystemReader.install();
    checkAddress();
    log.say("Cloning " + source.url());
    FetchProgress progress = new FetchProgress(directory, maxBytes, log, stop);
    try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
      Repository repository = git.getRepository();
      RemoteTarget target = findTarget(repository);
      ObjectId commit = fetch(repository, target, progress);
      SourceSize.check(repository, commit, maxBytes);
      git.checkout().setName(commit.name()).setProgressMonitor(progress).call();
      Commit described = describe(repository, commit, target.shortName());
      log.say("Checked out %s %s".formatted(commit.name().substring(0, 7), described.message()));
      return new Checkout(directory.toRealPath(), described);
    } catch (IOException | GitAPIException | URISyntaxException e) {
      stop.check();
      throw progress.isTooLarge() ? SourceSize.tooLarge(maxBytes) : problems.failureOf(e);
    }
  }

  private void checkAddress() throws BuildFailedException {
    RepositoryUrl url = source.url();
    if (source.allowLocal()) {
      return;
    }
    if (!url.isPublicForm()) {
      throw new BuildFailedException(
          FailureCode.REPOSITORY_URL_REFUSED,
          "Only https:// repositories can be deployed here; %s is none.".formatted(url));
    }
    String host = url.uri().getHost();
    switch (hosts.resolve(host)) {
      case HostPolicy.Resolution.Allowed allowed -> {}
      case HostPolicy.Resolution.Denied denied ->
          throw new BuildFailedException(
              FailureCode.REPOSITORY_URL_REFUSED,
              "%s leads to %s, which is no public address; use a repository on the internet."
                  .formatted(host, denied.address().getHostAddress()));
      case HostPolicy.Resolution.Unknown unknown ->
          throw new BuildFailedException(
              FailureCode.REPOSITORY_UNREACHABLE,
              "The host %s does not exist; check the repository's address.".formatted(host));
    }
  }

  private RemoteTarget findTarget(Repository repository)
      throws IOException, URISyntaxException, BuildFailedException {
    try (Transport transport = open(repository);
        FetchConnection connection = transport.openFetch()) {
      return RemoteTarget.of(connection.getRefs(), source, problems);
    }
  }

  private ObjectId fetch(Repository repository, RemoteTarget target, FetchProgress progress)
      throws IOException, URISyntaxException, BuildFailedException {
    String wanted = source.commit();
    if (wanted == null || wanted.equals(target.tip().name())) {
      fetchRef(repository, target.fullName(), 1, progress);
      return target.tip();
    }
    ObjectId commit = ObjectId.fromString(wanted);
    log.say("Commit %s is no tip; fetching it by its id".formatted(wanted.substring(0, 7)));
    try {
      fetchRef(repository, wanted, 1, progress);
    } catch (IOException e) {
      // Not every server hands out any commit: look for it in the branch's history.
      fetchRef(repository, target.fullName(), WHOLE_HISTORY, progress);
    }
    if (!repository.getObjectDatabase().has(commit)) {
      throw problems.commitNotFound(wanted, target.shortName());
    }
    return commit;
  }

  private void fetchRef(Repository repository, String ref, int depth, FetchProgress progress)
      throws IOException, URISyntaxException {
    try (Transport transport = open(repository)) {
      if (depth != WHOLE_HISTORY) {
        transport.setDepth(depth);
      }
      transport.setTagOpt(TagOpt.NO_TAGS);
      RefSpec spec = new RefSpec(ref + ":" + TARGET_REF).setForceUpdate(true);
      transport.fetch(progress, List.of(spec));
    }
  }

  private Transport open(Repository repository) throws IOException, URISyntaxException {
    Transport transport = Transport.open(repository, new URIish(source.url().value()));
    transport.setTimeout((int) SILENCE.toSeconds());
    if (transport instanceof TransportHttp http) {
      HostPolicy policy =
          source.allowLocal() ? hosts.alsoAllowing(source.url().uri().getHost()) : hosts;
      http.setHttpConnectionFactory(new PinnedConnections(policy));
    }
    return transport;
  }

  private static Commit describe(Repository repository, ObjectId id, @Nullable String branch)
      throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(id);
      String message = commit.getShortMessage();
      return new Commit(
          id.name(),
          branch,
          message.length() <= MESSAGE_LENGTH ? message : message.substring(0, MESSAGE_LENGTH),
          commit.getAuthorIdent().getName());
    }
  }
}
