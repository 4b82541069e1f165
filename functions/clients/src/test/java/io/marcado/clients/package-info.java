@NullMarked
package io.marcado.clients;

import org.jspecify.annotations.NullMarked;
