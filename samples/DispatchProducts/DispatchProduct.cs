namespace DispatchProducts;

/// <summary>The command: send the products of an order. The key is the order's id.</summary>
/// <param name="Address">Where to. A command without an address is rejected.</param>
public sealed record DispatchProduct(string? Address);
