/** The business that a first start finds ready, and the story that ./marcado demo tells. */
@NullMarked
package io.marcado.local.app.demo;

import org.jspecify.annotations.NullMarked;
