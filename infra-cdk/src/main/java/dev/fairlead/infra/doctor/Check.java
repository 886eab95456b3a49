package dev.fairlead.infra.doctor;

import java.util.List;

/** One question to the account, or to this machine. It changes nothing. */
interface Check {
  /** What is asked, as a heading. */
  String subject();

  /** Asks; what AWS refuses with an exception becomes a finding of the {@link Doctor}. */
  List<Finding> run();
}
