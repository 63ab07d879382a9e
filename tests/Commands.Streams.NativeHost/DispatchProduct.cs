namespace Commands.Streams.NativeHost;

internal sealed record DispatchProduct(string Address);
