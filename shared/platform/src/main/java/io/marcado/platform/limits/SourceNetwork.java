package io.marcado.platform.limits;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The part of an IP address that identifies one sender. A customer with IPv6 has at least 2⁶⁴
 * addresses (RFC 6177), so a count of single addresses would limit nothing. An IPv4 address stands
 * for itself.
 */
public final class SourceNetwork {
  private static final int NETWORK_BYTES = 8;

  private SourceNetwork() {}

  /**
   * The network of an address: the /64 for IPv6, the address itself for IPv4. Any other text stays
   * as it is.
   */
  public static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // An IPv4-mapped IPv6 address becomes an IPv4 address.
      InetAddress parsed = InetAddress.ofLiteral(address);
      byte[] bytes = parsed.getAddress();
      if (parsed instanceof Inet4Address) {
        return parsed.getHostAddress();
      }
      Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
      return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    } catch (IllegalArgumentException | UnknownHostException e) {
      return address;
    }
  }
}
