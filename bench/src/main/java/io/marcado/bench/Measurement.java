package io.marcado.bench;

/** Something that is measured and shown as a table. */
public interface Measurement {

  /** The heading of its table. */
  String title();

  /** Measures now; may take a minute. */
  MarkdownTable measure() throws Exception;
}
