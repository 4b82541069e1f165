/** Reading what clients send, so that every fault is found at once, and writing answers. */
@NullMarked
package io.marcado.platform.json;

import org.jspecify.annotations.NullMarked;
