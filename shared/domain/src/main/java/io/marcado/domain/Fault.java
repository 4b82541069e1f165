package io.marcado.domain;

/**
 * One thing that is wrong with what somebody sent.
 *
 * @param place which part of the request has it
 * @param pointer in a body the JSON pointer (RFC 6901) of the faulty value, for example {@code
 *     /businessHours/2/closes}, empty for the whole document; elsewhere the name of the parameter
 *     or header
 * @param code what kind of fault it is
 * @param detail what is wrong, in words for the person who sent it; never repeats the value
 */
public record Fault(Place place, String pointer, FaultCode code, String detail) {

  /** The parts of a request. */
  public enum Place {
    BODY,
    PATH,
    QUERY,
    HEADER
  }

  /** A fault of the body. */
  public Fault(String pointer, FaultCode code, String detail) {
    this(Place.BODY, pointer, code, detail);
  }

  /** A fault of a parameter in the path. */
  public static Fault path(String name, FaultCode code, String detail) {
    return new Fault(Place.PATH, name, code, detail);
  }

  /** A fault of a parameter in the query. */
  public static Fault query(String name, FaultCode code, String detail) {
    return new Fault(Place.QUERY, name, code, detail);
  }

  /** A fault of a header. */
  public static Fault header(String name, FaultCode code, String detail) {
    return new Fault(Place.HEADER, name, code, detail);
  }

  /** The same fault of a value inside another one. */
  public Fault below(String parent) {
    return new Fault(place, parent + pointer, code, detail);
  }
}
