package io.marcado.local.app.kills;

import java.util.Random;

/** Something people do all the time, which kills may leave neither lost nor half done. */
interface KillStory {
  /** In each life that ends by a kill. Something is acknowledged in it before this returns. */
  void begin(StackProcess stack, Random luck);

  /**
   * What several threads do again and again until the kill. What it throws does not matter, since
   * the stack may be gone.
   *
   * @return false when nothing is left to do
   */
  boolean step(Random luck);

  /**
   * In the last life, which nobody kills: nothing acknowledged is lost, and nothing is half done.
   */
  void check(StackProcess stack);
}
