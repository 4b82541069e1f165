package io.marcado.local.app.floods;

/** One kind of attack, and those who must not suffer from it. */
public interface Flood {

  /** Attacks businesses of its own, and reports what got through and what was promised. */
  void run(Town town, Report report);
}
