package io.marcado.webhooks.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
public interface Resolver {

  /**
   * All addresses of a host, at least one.
   *
   * @throws UnknownHostException when it has none, or nobody could say
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
