package dev.fairlead.rulefiles;

import java.util.List;
import java.util.Map;

/** A piece of a JSON or TOML file that knows its line. */
sealed interface Value {
  int line();

  /** What it is, for a sentence. */
  String kind();

  record Table(int line, Map<String, Value> entries) implements Value {
    @Override
    public String kind() {
      return "an object";
    }
  }

  record Items(int line, List<Value> values) implements Value {
    @Override
    public String kind() {
      return "a list";
    }
  }

  record Text(int line, String text) implements Value {
    @Override
    public String kind() {
      return "the text " + Quoted.of(text);
    }
  }

  record Whole(int line, long number) implements Value {
    @Override
    public String kind() {
      return "the number " + number;
    }
  }

  record Flag(int line, boolean set) implements Value {
    @Override
    public String kind() {
      return String.valueOf(set);
    }
  }

  /** What no key that is known here has: null, a fraction, a date. */
  record Other(int line, String kind) implements Value {}
}
