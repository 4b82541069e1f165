package io.marcado.origin;

/**
 * A sign of life.
 *
 * @param status always {@code UP}; what is not up answers with a problem, or not at all
 * @param releaseId the release that answers
 */
public record Health(String status, String releaseId) {
  static Health up(String releaseId) {
    return new Health("UP", releaseId);
  }
}
