/** The base of every HTTP endpoint: request in, answer or problem out. */
@NullMarked
package io.marcado.platform.http;

import org.jspecify.annotations.NullMarked;
