/** A small client of the API, for the demo, the seed, the soak and the tests. */
@NullMarked
package io.marcado.local.app.client;

import org.jspecify.annotations.NullMarked;
