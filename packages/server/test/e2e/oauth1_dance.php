<?php
// Goes the three steps of OAuth 1.0 with PHP's OAuth extension, then calls the API.
//
// Environment: LEASEHOLD_URL, CONSUMER_KEY, CONSUMER_SECRET, CALLBACK, TRANSMISSION (header, query or form).
// Prints the address of the authorize page on a line, reads the address that the browser was sent back to, and prints
// what the API answered as one JSON object.
$url = getenv('LEASEHOLD_URL');
$scope = rawurlencode('https://www.googleapis.com/auth/taskqueue');
$tasks = "$url/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks";
$key = ['X-Goog-Api-Key' => 'acme-server-key'];
$places = ['header' => OAUTH_AUTH_TYPE_AUTHORIZATION, 'query' => OAUTH_AUTH_TYPE_URI, 'form' => OAUTH_AUTH_TYPE_FORM];

$client = new OAuth(getenv('CONSUMER_KEY'), getenv('CONSUMER_SECRET'), OAUTH_SIG_METHOD_HMACSHA1);
$client->setRequestEngine(OAUTH_REQENGINE_STREAMS);
$client->setAuthType($places[getenv('TRANSMISSION')]);
$step = $client->getRequestToken("$url/accounts/OAuthGetRequestToken?scope=$scope", getenv('CALLBACK'), OAUTH_HTTP_METHOD_POST);
echo "$url/accounts/OAuthAuthorizeToken?oauth_token=", $step['oauth_token'], "\n";

parse_str(parse_url(trim(fgets(STDIN)), PHP_URL_QUERY), $back);
$client->setToken($step['oauth_token'], $step['oauth_token_secret']);
$step = $client->getAccessToken("$url/accounts/OAuthGetAccessToken", null, $back['oauth_verifier'], OAUTH_HTTP_METHOD_POST);
$client->setToken($step['oauth_token'], $step['oauth_token_secret']);
// What is in the body can only be signed there when it is a form.
if (getenv('TRANSMISSION') === 'form') $client->setAuthType(OAUTH_AUTH_TYPE_AUTHORIZATION);

function json($client) {
    return json_decode($client->getLastResponse(), true);
}

function refusal($client, $address, $headers) {
    try {
        $client->fetch($address, null, 'GET', $headers);
    } catch (OAuthException $refused) {
        return json_decode($refused->lastResponse, true)['error'];
    }
}

$id = 'from-php-by-' . getenv('TRANSMISSION');
$body = json_encode(['id' => $id, 'payloadBase64' => 'aGVsbG8=', 'tag' => 'grün+blau']);
$client->fetch($tasks, $body, 'POST', ['Content-Type' => 'application/json'] + $key);
$answer['insert'] = json($client)['id'];
$wanted = ['numTasks' => '1', 'leaseSecs' => '60', 'groupByTag' => 'true', 'tag' => 'grün+blau'];
$client->fetch("$tasks/lease", $wanted, 'POST', $key);
$answer['lease'] = array_column(json($client)['items'], 'id');
$client->fetch("$tasks/$id", null, 'DELETE', $key);
$answer['delete'] = $client->getLastResponseInfo()['http_code'];
$answer['withoutKey'] = refusal($client, $tasks, [])['errors'][0]['reason'];
$client->fetch("$url/accounts/AuthSubTokenInfo");
$answer['info'] = explode("\n", $client->getLastResponse())[1];
$client->fetch("$url/accounts/AuthSubRevokeToken");
$answer['revoke'] = $client->getLastResponseInfo()['http_code'];
$answer['afterwards'] = explode(':', refusal($client, $tasks, $key)['message'])[0];
echo json_encode($answer), "\n";
