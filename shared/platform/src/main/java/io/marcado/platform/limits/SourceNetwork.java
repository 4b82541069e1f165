package io.marcado.platform.limits;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * What of an IP address stands for one sender. A customer with IPv6 has at least 2⁶⁴ addresses (RFC
 * 6177), so whoever counts single ones counts nothing; an IPv4 address stands for itself.
 */
public final class SourceNetwork {
  private static final int NETWORK_BYTES = 8;

  private SourceNetwork() {}

  /**
   * The network of an address: the /64 of one of IPv6, the address itself for IPv4, and any other
   * text as it is.
   */
  public static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // An IPv4 address in the form of IPv6 comes out as what it is.
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
