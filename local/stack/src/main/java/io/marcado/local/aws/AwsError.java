package io.marcado.local.aws;

/** A refusal with the code by which the SDK chooses its exception. */
final class AwsError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String detail;

  AwsError(int status, String code, String detail) {
    super(code + ": " + detail);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String detail() {
    return detail;
  }
}
