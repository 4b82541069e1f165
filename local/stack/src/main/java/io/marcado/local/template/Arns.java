package io.marcado.local.template;

/** Takes names out of ARNs. */
public final class Arns {
  private Arns() {}

  /** The last part of an ARN or path: a queue's, bus's or table's name. A plain name stays. */
  public static String resource(String arn) {
    String last = arn.substring(arn.lastIndexOf(':') + 1);
    return last.substring(last.lastIndexOf('/') + 1);
  }

  /** A function's name from its ARN, with or without alias, or from {@code name:alias}. */
  public static String functionName(String nameOrArn) {
    int function = nameOrArn.indexOf(":function:");
    String name = function < 0 ? nameOrArn : nameOrArn.substring(function + ":function:".length());
    int alias = name.indexOf(':');
    return alias < 0 ? name : name.substring(0, alias);
  }
}
