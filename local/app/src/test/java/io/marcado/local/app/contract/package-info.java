/** Keeps contract, template, handlers, sample events and packaged documents in step. */
@NullMarked
package io.marcado.local.app.contract;

import org.jspecify.annotations.NullMarked;
