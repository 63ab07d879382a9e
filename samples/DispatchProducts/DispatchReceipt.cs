namespace DispatchProducts;

/// <summary>The warehouse's answer: the products are on their way.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="TrackingNumber">What to follow the parcel by.</param>
public sealed record DispatchReceipt(long OrderId, string TrackingNumber);
