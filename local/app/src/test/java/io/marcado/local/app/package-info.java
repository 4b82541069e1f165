/** Tests of the whole system through HTTP, in one package per capability. */
@NullMarked
package io.marcado.local.app;

import org.jspecify.annotations.NullMarked;
