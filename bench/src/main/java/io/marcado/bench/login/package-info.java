/** What the time of an answer tells of who has an account. */
@NullMarked
package io.marcado.bench.login;

import org.jspecify.annotations.NullMarked;
