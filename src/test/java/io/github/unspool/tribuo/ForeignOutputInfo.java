package io.github.unspool.tribuo;

import com.google.protobuf.Any;
import java.lang.reflect.Proxy;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.classification.Label;

/** An output domain whose one output is no label, as a file from a stranger can name it. */
interface ForeignOutputInfo extends ImmutableOutputInfo<Label> {

    /** Found by Tribuo through the class name in the file. */
    static ForeignOutputInfo deserializeFromProto(int version, String className, Any message) {
        ClassLoader loader = ForeignOutputInfo.class.getClassLoader();
        Object output =
                Proxy.newProxyInstance(loader, new Class<?>[] {Output.class}, (proxy, method, arguments) -> null);
        return (ForeignOutputInfo) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {ForeignOutputInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "size" -> 1;
                    case "getOutput" -> output;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
